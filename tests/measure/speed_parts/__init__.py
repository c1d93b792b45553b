"""The parts of the measurement of speed (tests/measure/speed.py).

paper    an archive made of the sample issue, here and as JSON for the peer
peer     the same archive in Wagtail, in an environment of its own
bare     a Django view that returns a string
load     requests a second and how long they took, by wrk
desk     an editor's saves and lists, by HTTP
"""
