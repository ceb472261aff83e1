"""What readers are shown, as words and places: for the dashboard and for exported pages (pure)."""
