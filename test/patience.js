// A machine that does other things too may stall for seconds; what hangs is still found.
jest.setTimeout(60_000);
