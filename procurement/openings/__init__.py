"""Published openings of 나라장터 and the recomputation of their price scores under the rules of their day."""
