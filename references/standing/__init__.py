"""What sources say of the standing of works, read into one form and weighed. Pure: nothing here asks or changes the
library."""
