"""Customer mathematics on tables: for analysts and programs; knows nothing of Keta's records or screens."""
