package io.thriftboot.client;

import io.thriftboot.transport.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The endpoints of several suppliers. The list is made anew only if one of theirs is another. */
final class JoinedEndpoints implements EndpointSupplier {

    private final List<EndpointSupplier> suppliers;
    private volatile @Nullable Joined last;

    JoinedEndpoints(List<EndpointSupplier> suppliers) {
        this.suppliers = List.copyOf(suppliers);
    }

    @Override
    public List<Endpoint> endpoints() {
        Joined joined = last;
        if (joined == null || !isCurrent(joined)) {
            joined = join();
            last = joined;
        }
        return joined.endpoints();
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean isCurrent(Joined joined) {
        for (int i = 0; i < suppliers.size(); i++) {
            if (suppliers.get(i).endpoints() != joined.parts().get(i)) {
                return false;
            }
        }
        return true;
    }

    private Joined join() {
        List<List<Endpoint>> parts =
                suppliers.stream().map(EndpointSupplier::endpoints).toList();
        return new Joined(parts, parts.stream().flatMap(List::stream).distinct().toList());
    }

    private record Joined(List<List<Endpoint>> parts, List<Endpoint> endpoints) {}
}
