"""Zones: which lines are not the article, judged by what stands around them."""
