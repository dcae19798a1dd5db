// Apart from everything.thrift because Apache's compiler 0.17 knows no uuid.
namespace java io.thriftboot.interop.api

service Uuids {
  uuid echo(1: uuid value)
  list<uuid> echoAll(1: list<uuid> values)
  map<uuid, uuid> echoPairs(1: map<uuid, uuid> values)
}
