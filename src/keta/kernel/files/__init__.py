"""Files that belong to records: kept in the data folder, read by who may read the record."""
