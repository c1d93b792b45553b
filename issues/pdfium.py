"""PDFium is not safe to use from two threads at once (its README says so): whoever uses it holds it alone."""

import threading

ALONE = threading.RLock()
