-- What every member may see of somebody listed, as one JSON text beside the line of the directory: a search that tells why it found
-- somebody reads one row each, not one of every table. Made with the index; members listed before have none until it is made anew.
CREATE TABLE directory_told (
    no INTEGER PRIMARY KEY NOT NULL,
    told TEXT NOT NULL
) STRICT;
