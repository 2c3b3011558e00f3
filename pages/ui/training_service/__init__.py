"""Who trains when, and who watches: no Streamlit, no link, no sentence."""
