"""Units and phrases that columns of several tables share."""

UTC = "UTC, to the second"
OFFSET = "characters (Unicode code points) from 0"
SLICE = "text[start:end] of the article"
COUNT = "count"
