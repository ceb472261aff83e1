"""The pages and how one gets from one to another; `parallax dashboard` runs this."""

import streamlit as st

from dashboard.style import use_style
from dashboard.views import coverage, event, events, health

st.set_page_config(page_title="Parallax", layout="wide")
use_style()
st.navigation(
    [
        st.Page(events.show, title="Events", default=True),
        st.Page(event.show, title="Event", url_path="event", visibility="hidden"),
        st.Page(coverage.show, title="Coverage", url_path="coverage"),
        st.Page(health.show, title="Health", url_path="health"),
    ],
    position="top",
).run()
