"""Keeps whole answers for readers who are not signed in, and none of them longer than it is true.

revalidating   a public answer may be kept by anyone, but is asked for again at every use
counting       the database counts every change of what pages are made of
state          what is public now: that count, and until when nothing changes by the clock
answers        the answers that are kept: in this process, and with CACHE_URL for all of them
release        which version of the program made them
middleware     gives a reader the answer that is kept, or has it made once
"""
