"""The web server that platforms mount their routes on."""
