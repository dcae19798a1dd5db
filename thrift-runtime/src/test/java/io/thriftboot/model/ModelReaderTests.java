package io.thriftboot.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.modelapi.ModelService;
import io.thriftboot.testapi.EchoService;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ModelReaderTests {

    private static final IdlDocs DOCS = IdlDocs.onClassPath(ModelReaderTests.class.getClassLoader());

    @Test
    void whenDocumentationIsThereMethodsStandInItsOrderWithTheirComments() {
        ServiceModel service = service(read(DOCS));
        assertThat(service.name()).isEqualTo("ModelService");
        assertThat(service.doc()).isEqualTo("For the tests of the model.");
        assertThat(service.methods().keySet()).containsExactly("zebra", "find", "nothing", "fire", "choose", "ping");
        assertThat(method(service, "zebra").doc()).isEqualTo("Second in the alphabet, first in the file.");
        assertThat(method(service, "ping").doc()).isEqualTo("Comes back.");
        assertThat(method(service, "zebra").arguments().fields().get(0).doc()).isEqualTo("What comes back.");
    }

    @Test
    void whenThereIsNoDocumentationMethodsAreSortedAndWithoutComments() {
        ServiceModel service = service(read(new IdlDocs()));
        assertThat(service.methods().keySet()).containsExactly("choose", "find", "fire", "nothing", "ping", "zebra");
        assertThat(service.methods().values())
                .allSatisfy(method -> assertThat(method.doc()).isNull());
    }

    @Test
    void whenAMethodIsReadItsSignatureIsWhole() {
        ServiceModel service = service(read(DOCS));
        MethodModel find = method(service, "find");
        assertThat(find).hasToString("i64 find(i64 id)");
        assertThat(find.exceptions())
                .extracting(
                        FieldModel::id, FieldModel::name, field -> field.type().toString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple((short) 1, "missing", "Missing"),
                        org.assertj.core.groups.Tuple.tuple((short) 2, "forbidden", "Forbidden"));
        assertThat(method(service, "nothing").returns()).isEqualTo(ModelType.Base.VOID);
        assertThat(method(service, "fire").oneway()).isTrue();
    }

    @Test
    void whenTypesAreReadEachIsThereOnceAlsoThoseThatHoldThemselves() {
        ThriftModel model = read(DOCS);
        assertThat(model.structs().keySet())
                .containsExactly("Choice", "Everything", "Forbidden", "Leaf", "Missing", "Node");
        assertThat(struct(model, "Choice").kind()).isEqualTo(StructModel.Kind.UNION);
        assertThat(struct(model, "Missing").kind()).isEqualTo(StructModel.Kind.EXCEPTION);
        assertThat(struct(model, "Node").fields())
                .extracting(field -> field.type().toString())
                .containsExactly("string", "list<Node>", "Node");
        assertThat(Objects.requireNonNull(model.enums().get("Level")).values())
                .containsExactly(new EnumModel.Value("LOW", 1, null), new EnumModel.Value("HIGH", 9, "Very."));
    }

    @Test
    void whenFieldsAreReadTheirTypesPresenceAndDefaultsAreThere() {
        StructModel everything = struct(read(DOCS), "Everything");
        assertThat(everything.fields().stream().map(field -> field.type().toString()))
                .containsExactly(
                        "bool",
                        "i8",
                        "i16",
                        "i32",
                        "i64",
                        "double",
                        "string",
                        "binary",
                        "uuid",
                        "Level",
                        "list<i64>",
                        "set<string>",
                        "map<i64, string>",
                        "map<Level, i32>",
                        "map<Leaf, string>",
                        "map<list<i32>, bool>",
                        "Choice",
                        "Node",
                        "binary",
                        "list<i64>",
                        "i64",
                        "set<Leaf>",
                        "map<bool, double>",
                        "map<uuid, set<Level>>");
        FieldModel id = everything.field("id").orElseThrow();
        assertThat(id.presence()).isEqualTo(FieldModel.Presence.OPTIONAL);
        assertThat(id.defaultValue()).isEqualTo("9007199254740993");
        assertThat(struct(read(DOCS), "Leaf").fields().get(0).presence()).isEqualTo(FieldModel.Presence.REQUIRED);
        assertThat(struct(read(DOCS), "Node").fields().get(0).defaultValue()).isEqualTo("\"root\"");
    }

    @Test
    void whenOnlyDocumentationIsThereTheModelIsTheSame() {
        ThriftModel model = IdlModel.read(DOCS);
        assertThat(model.services()).containsKeys("ModelService", "ParentService", "EchoService");
        assertThat(model.services().get("ModelService")).isEqualTo(service(read(DOCS)));
        ThriftModel read = read(DOCS);
        assertThat(model.structs()).containsAllEntriesOf(read.structs());
        assertThat(model.enums()).containsAllEntriesOf(read.enums());
    }

    @Test
    void whenDocumentationIsNoJsonThatIsAWarning() {
        IdlDocs docs = new IdlDocs();
        docs.add("a.json", "{\"name\":");
        docs.add("b.json", "[]");
        assertThat(read(docs).warnings())
                .containsExactly(
                        "a.json: line 1, column 9: unexpected end", "b.json: not the documentation of an IDL file");
    }

    @Test
    void whenTheModelIsWrittenAsJsonEverythingIsInIt() {
        String json = read(DOCS).toJson();
        assertThat(json)
                .contains("\"io.thriftboot.modelapi.ModelService\":{\"name\":\"ModelService\",\"doc\":\"For the tests")
                .contains(
                        "\"type\":{\"kind\":\"map\",\"key\":{\"kind\":\"enum\",\"name\":\"Level\"},\"element\":{\"kind\":\"i32\"}}")
                .contains("\"default\":\"9007199254740993\"");
        assertThat(Json.parse(json, 64)).isNotNull();
    }

    private static ThriftModel read(IdlDocs docs) {
        return ModelReader.read(List.of(ServiceDescriptor.of(ModelService.class)), docs);
    }

    @Test
    void whenTwoServicesUseTheSameTypesTheyAreReadOnce() {
        ThriftModel model = ModelReader.read(
                List.of(ServiceDescriptor.of(ModelService.class), ServiceDescriptor.of(EchoService.class)), DOCS);
        assertThat(model.services()).hasSize(2);
        assertThat(model.structs()).containsKeys("Item", "Everything");
    }

    private static ServiceModel service(ThriftModel model) {
        return Objects.requireNonNull(model.services().get(ModelService.class.getName()));
    }

    private static MethodModel method(ServiceModel service, String name) {
        return Objects.requireNonNull(service.methods().get(name));
    }

    private static StructModel struct(ThriftModel model, String name) {
        return Objects.requireNonNull(model.structs().get(name));
    }
}
