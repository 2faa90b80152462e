"""Replies turned into what a surface shows; nothing here sends."""
