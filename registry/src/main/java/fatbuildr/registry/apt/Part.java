package fatbuildr.registry.apt;

/** A shard of an index that is about to be written: taken over from the live one, or new. */
sealed interface Part {
    Shard shard();

    /**
     * A shard taken over.
     *
     * @param position in the live index
     */
    record Kept(int position, Shard shard) implements Part {}

    record Fresh(PackedShard packed) implements Part {
        @Override
        public Shard shard() {
            return packed.shard();
        }
    }
}
