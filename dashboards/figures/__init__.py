"""Figures: plain functions from rows of the warehouse to plotly figures, without any reading."""
