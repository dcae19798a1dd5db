package io.thriftboot.model;

import java.util.Locale;
import org.apache.thrift.protocol.TType;

/**
 * The type of a value. Structs and enums are named, so that types may refer to themselves; {@link ThriftModel} has what the
 * names stand for.
 *
 * @since 0.1
 */
public sealed interface ModelType {

    /**
     * The type on the wire.
     *
     * @return one of {@link TType}
     */
    byte wireType();

    /** A type without parts. */
    enum Base implements ModelType {
        /** No value at all: the result of a method that returns nothing. */
        VOID(TType.VOID),
        /** True or false. */
        BOOL(TType.BOOL),
        /** 8 bits. */
        I8(TType.BYTE),
        /** 16 bits. */
        I16(TType.I16),
        /** 32 bits. */
        I32(TType.I32),
        /** 64 bits. */
        I64(TType.I64),
        /** A floating-point number of 64 bits. */
        DOUBLE(TType.DOUBLE),
        /** Text. */
        STRING(TType.STRING),
        /** Bytes. */
        BINARY(TType.STRING),
        /** 16 bytes, written in groups of hexadecimal digits. */
        UUID(TType.UUID);

        private final byte wireType;

        Base(byte wireType) {
            this.wireType = wireType;
        }

        @Override
        public byte wireType() {
            return wireType;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An enum.
     *
     * @param name the key of {@link ThriftModel#enums()}
     */
    record OfEnum(String name) implements ModelType {

        @Override
        public byte wireType() {
            return TType.I32;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A struct, union or exception.
     *
     * @param name the key of {@link ThriftModel#structs()}
     */
    record OfStruct(String name) implements ModelType {

        @Override
        public byte wireType() {
            return TType.STRUCT;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A list.
     *
     * @param element the type of its elements
     */
    record OfList(ModelType element) implements ModelType {

        @Override
        public byte wireType() {
            return TType.LIST;
        }

        @Override
        public String toString() {
            return "list<" + element + '>';
        }
    }

    /**
     * A set.
     *
     * @param element the type of its elements
     */
    record OfSet(ModelType element) implements ModelType {

        @Override
        public byte wireType() {
            return TType.SET;
        }

        @Override
        public String toString() {
            return "set<" + element + '>';
        }
    }

    /**
     * A map.
     *
     * @param key the type of its keys
     * @param value the type of its values
     */
    record OfMap(ModelType key, ModelType value) implements ModelType {

        @Override
        public byte wireType() {
            return TType.MAP;
        }

        /** Whether the names of a JSON object can be its keys. */
        boolean isObject() {
            return key instanceof Base || key instanceof OfEnum;
        }

        @Override
        public String toString() {
            return "map<" + key + ", " + value + '>';
        }
    }
}
