package io.thriftboot.interop;

import io.thriftboot.interop.api.Uuids;
import io.thriftboot.spring.ThriftService;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Returns what it is given. */
@ThriftService
class UuidsHandler implements Uuids.Iface {

    @Override
    public UUID echo(UUID value) {
        return value;
    }

    @Override
    public List<UUID> echoAll(List<UUID> values) {
        return values;
    }

    @Override
    public Map<UUID, UUID> echoPairs(Map<UUID, UUID> values) {
        return values;
    }
}
