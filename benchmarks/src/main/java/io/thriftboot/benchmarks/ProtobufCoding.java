package io.thriftboot.benchmarks;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.thriftboot.benchmarks.idl.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How Protocol Buffers write and read the values of the benchmarks, as the code does that protoc generates: sizes first, then
 * the bytes.
 */
interface ProtobufCoding<T> {

    /** A message with the text in field 1. */
    ProtobufCoding<String> TEXT = new Text();

    /** A message with the struct's fields. */
    ProtobufCoding<Item> ITEM = new Struct();

    /** A message with structs in the repeated field 1. */
    ProtobufCoding<List<Item>> ITEMS = new Structs();

    int size(T value);

    void write(T value, CodedOutputStream out) throws IOException;

    T read(CodedInputStream in) throws IOException;

    private static int tag(int field, int type) {
        return field << 3 | type;
    }

    /** See {@link #TEXT}. */
    final class Text implements ProtobufCoding<String> {

        @Override
        public int size(String value) {
            return CodedOutputStream.computeStringSize(1, value);
        }

        @Override
        public void write(String value, CodedOutputStream out) throws IOException {
            out.writeString(1, value);
        }

        @Override
        public String read(CodedInputStream in) throws IOException {
            String value = "";
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag == tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                    value = in.readStringRequireUtf8();
                } else {
                    in.skipField(tag);
                }
            }
            return value;
        }
    }

    /** See {@link #ITEM}. */
    final class Struct implements ProtobufCoding<Item> {

        @Override
        public int size(Item value) {
            int size = CodedOutputStream.computeInt64Size(1, value.getId())
                    + CodedOutputStream.computeInt32Size(2, value.getKind())
                    + CodedOutputStream.computeBoolSize(3, value.isActive())
                    + CodedOutputStream.computeDoubleSize(4, value.getScore())
                    + CodedOutputStream.computeStringSize(5, value.getName())
                    + CodedOutputStream.computeStringSize(6, value.getAddress())
                    + CodedOutputStream.computeStringSize(8, value.getNote());
            for (String tag : value.getTags()) {
                size += CodedOutputStream.computeStringSize(7, tag);
            }
            return size;
        }

        @Override
        public void write(Item value, CodedOutputStream out) throws IOException {
            out.writeInt64(1, value.getId());
            out.writeInt32(2, value.getKind());
            out.writeBool(3, value.isActive());
            out.writeDouble(4, value.getScore());
            out.writeString(5, value.getName());
            out.writeString(6, value.getAddress());
            for (String tag : value.getTags()) {
                out.writeString(7, tag);
            }
            out.writeString(8, value.getNote());
        }

        @Override
        public Item read(CodedInputStream in) throws IOException {
            Item item = new Item();
            List<String> tags = new ArrayList<>();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                read(in, tag, item, tags);
            }
            return item.setTags(tags);
        }

        private static void read(CodedInputStream in, int tag, Item item, List<String> tags) throws IOException {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> item.setId(in.readInt64());
                case 2 -> item.setKind(in.readInt32());
                case 3 -> item.setActive(in.readBool());
                case 4 -> item.setScore(in.readDouble());
                case 5 -> item.setName(in.readStringRequireUtf8());
                case 6 -> item.setAddress(in.readStringRequireUtf8());
                case 7 -> tags.add(in.readStringRequireUtf8());
                case 8 -> item.setNote(in.readStringRequireUtf8());
                default -> in.skipField(tag);
            }
        }
    }

    /** See {@link #ITEMS}. */
    final class Structs implements ProtobufCoding<List<Item>> {

        @Override
        public int size(List<Item> value) {
            int size = 0;
            for (Item item : value) {
                int length = ITEM.size(item);
                size += CodedOutputStream.computeTagSize(1) + CodedOutputStream.computeUInt32SizeNoTag(length) + length;
            }
            return size;
        }

        @Override
        public void write(List<Item> value, CodedOutputStream out) throws IOException {
            for (Item item : value) {
                out.writeTag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                out.writeUInt32NoTag(ITEM.size(item));
                ITEM.write(item, out);
            }
        }

        @Override
        public List<Item> read(CodedInputStream in) throws IOException {
            List<Item> items = new ArrayList<>();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                int limit = in.pushLimit(in.readRawVarint32());
                items.add(ITEM.read(in));
                in.popLimit(limit);
            }
            return items;
        }
    }
}
