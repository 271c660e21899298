"""The site without the server: every public page as a plain file, made by asking the site itself.

`addresses` says of every pattern of the URL map what becomes of it in a copy, `asking` asks the site, `links` reads
what an answer leads to, `gathering` walks from the `seeds` over every link, `writing` puts files into a folder that is
shown whole or not at all, `switch` lets the proxy show it (deploy/nginx/copy.conf).
"""
