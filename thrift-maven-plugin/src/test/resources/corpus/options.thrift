namespace java corpus.options

enum Kind { A, B }

struct Item {
  1: required i32 item_id (unit = "none", deprecated)
  2: string display_name (max = "10")
  3: optional i32 maybeNumber
  4: optional string maybeText
  5: optional bool maybeFlag
  6: list<string> tags
  7: optional map<Kind, binary> data
  8: optional set<Kind> kinds
  9: binary bytes
  10: required bool flag
  11: set<string> words
  12: map<string, Item> items
  13: optional list<binary> chunks
}

union Either { 1: i32 left_one, 2: string right_one, 3: binary bytes, 4: map<string, Item> items }

exception Wrong_Thing { 1: string message }

service item_store {
  Item get_item(1: i32 item_id) throws (1: Wrong_Thing wrong_thing)
  oneway void drop_item(1: i32 item_id)
  void putItem(1: Item item, 2: optional bool really)
  bool hasItem(1: binary key)
}
