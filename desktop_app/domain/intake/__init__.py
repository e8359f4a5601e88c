"""Facts that come in as JSON (contract section 4): read strictly, every fault named by its place."""
