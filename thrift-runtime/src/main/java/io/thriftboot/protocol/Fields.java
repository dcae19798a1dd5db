package io.thriftboot.protocol;

import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TType;

/** Fields as they are read, without names: each type and small id is made once, because one is read for each value of a struct. */
final class Fields {

    private static final int TYPES = TType.UUID + 1;
    private static final int IDS = 64;
    private static final TField[] SMALL = small();

    private Fields() {}

    private static TField[] small() {
        TField[] fields = new TField[TYPES * IDS];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = new TField("", (byte) (i / IDS), (short) (i % IDS));
        }
        return fields;
    }

    static TField of(byte type, short id) {
        if (type >= 0 && type < TYPES && id >= 0 && id < IDS) {
            return SMALL[type * IDS + id];
        }
        return new TField("", type, id);
    }
}
