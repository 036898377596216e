"""Finding records by characters, pinyin, initials, number or phone: one index for all kinds."""
