"""Share images: what a link shows when it is sent on, and what the press office posts (design.md §2.7).

Each is drawn from live editions and nothing else, in three sizes, and its address is the hash of all that is drawn:

    live cards ──poster_of()──▶ Poster ──digest──▶ address        (on a page: no query, nothing is drawn)
                                  └────draw()────▶ PNG or JPEG    (at the first request of that address)

A page asks `image_of` (or `images_of` for all three sizes); templates use `{% share_images %}`.
"""

from emgek.shares.images import ShareImage, image_of, images_of

__all__ = ["ShareImage", "image_of", "images_of"]
