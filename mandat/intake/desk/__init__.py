"""The clerk's desk: what arrived, whether it is complete, who is admitted."""
