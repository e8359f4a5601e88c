"""Put the licence of everything that is in the package beside it, in one folder."""
from pathlib import Path
def gather(found, *, own, into):
    into.mkdir(parents=True, exist_ok=True)
    (into/"found.txt").write_text("\n".join(map(str,found)))
