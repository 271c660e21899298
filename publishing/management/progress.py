"""How commands say how far they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.management.base import OutputWrapper

from publishing.editions import Edition


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts editions as they are done, out of all there are."""

    out: OutputWrapper

    def run(self, steps: Iterable[int]) -> int:
        """Do all steps, say after each how far it is, and return how many editions were done."""
        done, every = 0, Edition.objects.count()
        for some in steps:
            done += some
            self.out.write(f"{done} of {every} editions …")
        return done
