"""Run by the Python that has news-please, and by none other: addresses in, number of texts out."""

import sys
import time

from newsplease import NewsPlease

_AT_ONCE = 100
"""It starts a thread for each address that it is given."""

if __name__ == "__main__":
    urls = sys.stdin.read().split()
    began = time.perf_counter()
    texts = 0
    for start in range(0, len(urls), _AT_ONCE):
        found = NewsPlease.from_urls(
            urls[start : start + _AT_ONCE], request_args={"timeout": 30}, fetch_images=False
        )
        texts += sum(bool(getattr(article, "maintext", None)) for article in found.values())
    print(texts, time.perf_counter() - began)
