# Parallax, watching: docs/operations.md says how to run it.
FROM python:3.11-slim

RUN useradd --create-home --uid 10001 parallax
WORKDIR /opt/parallax

# The exact versions that the tests run with. torch first: it is large, and a change of the code
# does not install it again. Where its CPU build is kept apart, name that index in PIP_EXTRA_INDEX_URL.
COPY constraints.txt ./
RUN pip install --no-cache-dir --constraint constraints.txt torch

COPY pyproject.toml README.md LICENSE parallax.py ./
COPY parallax-stubs ./parallax-stubs
COPY crawler ./crawler
COPY compare ./compare
COPY dashboard ./dashboard
COPY demo ./demo
RUN pip install --no-cache-dir --constraint constraints.txt .

# The database and outlets.toml live in a volume of their own.
RUN mkdir /data && chown parallax /data
USER parallax
WORKDIR /data
VOLUME /data
ENV PARALLAX_DB=/data/parallax.db PYTHONUNBUFFERED=1

# SIGTERM, which `docker stop` sends, finishes the page in hand. Unhealthy: no crawl ends well.
HEALTHCHECK --interval=15m --timeout=2m --start-period=1h \
    CMD ["parallax", "status", "--runs"]
ENTRYPOINT ["parallax"]
CMD ["watch", "--every", "15m", "--json"]
