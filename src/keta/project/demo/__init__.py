"""The demo company: a maker of electrical protection parts in Taiyuan, generated from a seed, the same every time."""
