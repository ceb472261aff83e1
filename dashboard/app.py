"""The pages and how one gets from one to another; `parallax dashboard` runs this."""

import streamlit as st

from dashboard.links import use_links
from dashboard.style import use_style
from dashboard.views import article, coverage, event, events, export, health, outlets
from dashboard.views.visiting import note_visit

st.set_page_config(page_title="Parallax", layout="wide")
use_style()
use_links()
note_visit()
st.navigation(
    [
        st.Page(events.show, title="Events", default=True),
        st.Page(event.show, title="Event", url_path="event", visibility="hidden"),
        st.Page(article.show, title="Article", url_path="article", visibility="hidden"),
        st.Page(coverage.show, title="Coverage", url_path="coverage"),
        st.Page(outlets.show, title="Outlets", url_path="outlets"),
        st.Page(health.show, title="Health", url_path="health"),
        st.Page(export.show, title="Export", url_path="export"),
    ],
    position="top",
).run()
