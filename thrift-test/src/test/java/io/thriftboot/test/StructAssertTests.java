package io.thriftboot.test;

import static io.thriftboot.test.ThriftAssertions.assertThatStruct;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.thriftboot.test.api.Contact;
import io.thriftboot.test.api.NoSuchPerson;
import io.thriftboot.test.api.Person;
import io.thriftboot.test.api.Street;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructAssertTests {

    private final Person person = person();

    private static Person person() {
        return new Person(1)
                .setName("Ann")
                .setStreet(new Street("Elm").setNumber(3))
                .setFormer(List.of(new Street("Oak"), new Street("Ash")))
                .setPlaces(new HashMap<>(Map.of("home", new Street("Elm"))))
                .setTags(Set.of("a", "b"))
                .setPhoto(new byte[] {1, 2, 3})
                .setHeight(1.75)
                .setContact(Contact.mail("ann@example.com"))
                .setGrid(List.of(List.of(1, 2), List.of(3)));
    }

    @Test
    void whenAllFieldsAreEqualNothingIsReported() {
        assertThatStruct(person).isEqualTo(person()).isEqualTo(person.deepCopy());
    }

    @Test
    void whenAFieldDiffersItsPathAndBothValuesAreReported() {
        assertFails(() -> assertThatStruct(person).isEqualTo(person().setName("Bob")))
                .withMessage("Expected Person to equal the other one, but 1 value differs:\n"
                        + "  name: expected \"Bob\" but was \"Ann\"");
    }

    @Test
    void whenNestedValuesDifferEachIsReportedWithItsPath() {
        Person other = person().setStreet(new Street("Fir").setNumber(3))
                .setFormer(List.of(new Street("Oak"), new Street("Yew"), new Street("Bay")))
                .setGrid(List.of(List.of(1, 9), List.of(3)));
        other.getPlaces().put("home", new Street("Elm").setNumber(8));
        other.getPlaces().put("work", new Street("Oak"));
        assertFails(() -> assertThatStruct(person).isEqualTo(other))
                .withMessageContaining("but 6 values differ")
                .withMessageContaining("  street.name: expected \"Fir\" but was \"Elm\"")
                .withMessageContaining("  former[1].name: expected \"Yew\" but was \"Ash\"")
                .withMessageContaining("  former[2]: expected Street(name:Bay) but the list ends before")
                .withMessageContaining("  places[\"home\"].number: expected 8 but it is not set")
                .withMessageContaining("  places[\"work\"]: expected Street(name:Oak) but there is no such key")
                .withMessageContaining("  grid[0][1]: expected 9 but was 2");
    }

    @Test
    void whenListsAndMapsHaveMoreThisIsReported() {
        Person other = person().setFormer(List.of(new Street("Oak")));
        other.getPlaces().clear();
        assertFails(() -> assertThatStruct(person).isEqualTo(other))
                .withMessageContaining("  former[1]: unexpected Street(name:Ash)")
                .withMessageContaining("  places[\"home\"]: unexpected Street(name:Elm)");
    }

    @Test
    void whenSetsDifferElementsAreReported() {
        assertFails(() -> assertThatStruct(person).isEqualTo(person().setTags(Set.of("b", "c"))))
                .withMessageContaining("  tags: expected to contain \"c\"")
                .withMessageContaining("  tags: unexpected \"a\"");
    }

    @Test
    void whenBytesDifferTheyAreShown() {
        assertFails(() -> assertThatStruct(person).isEqualTo(person().setPhoto(new byte[] {1, 2})))
                .withMessageContaining("  photo: expected 2 bytes 0x0102 but was 3 bytes 0x010203");
    }

    @Test
    void whenUnionHasAnotherFieldBothAreReported() {
        assertFails(() -> assertThatStruct(person).isEqualTo(person().setContact(Contact.phone(5))))
                .withMessageContaining("  contact.mail: expected not to be set but was \"ann@example.com\"")
                .withMessageContaining("  contact.phone: expected 5 but it is not set");
    }

    @Test
    void whenOneIsNotSetThatIsADifferenceEvenFromTheDefault() {
        Person unset = new Person();
        Person zero = new Person().setId(0);
        assertFails(() -> assertThatStruct(unset).isEqualTo(zero))
                .withMessageContaining("  id: expected 0 but it is not set");
        assertFails(() -> assertThatStruct(zero).isEqualTo(unset))
                .withMessageContaining("  id: expected not to be set but was 0");
    }

    @Test
    void whenTypesDifferTheyAreNotEqual() {
        assertFails(() -> assertThatStruct(person).isEqualTo(new Street("Elm")));
        assertFails(() -> assertThatStruct(null).isEqualTo(person));
    }

    @Test
    void whenFieldsAreIgnoredTheirDifferencesAreNot() {
        Person other = person().setName("Bob").setFormer(List.of(new Street("Oak"), new Street("Yew")));
        assertThatStruct(person).ignoringFields("name", "former[1].name").isEqualTo(other);
        assertThatStruct(person).ignoringFields("name", "former.name").isEqualTo(other);
        assertFails(() -> assertThatStruct(person)
                        .ignoringFields("name", "former[0].name")
                        .isEqualTo(other))
                .withMessageContaining("  former[1].name");
    }

    @Test
    void whenValueIsAskedForByItsPathItIsFound() {
        assertThatStruct(person)
                .hasValue("street.number", 3)
                .hasValue("former[1].name", "Ash")
                .hasValue("places[\"home\"].name", "Elm")
                .hasValue("photo", new byte[] {1, 2, 3})
                .hasValue("grid[0][1]", 2)
                .hasSet("contact.mail")
                .hasNotSet("contact.phone")
                .hasNotSet("former[0].number")
                .hasNotSet("former[7]");
        assertThatStruct(person).value("name").isEqualTo("Ann");
        assertThatStruct(new NoSuchPerson(3)).hasValue("id", 3L);
    }

    @Test
    void whenValueIsAnotherOneItIsReported() {
        assertFails(() -> assertThatStruct(person).hasValue("street.number", 4))
                .withMessage("Expected street.number to be 4 but it is 3");
        assertFails(() -> assertThatStruct(new Person(1)).hasValue("name", "Ann"))
                .withMessage("Expected name to be \"Ann\" but it is not set");
        assertFails(() -> assertThatStruct(new Person(1)).hasSet("name"))
                .withMessageContaining("Expected name to be set");
        assertFails(() -> assertThatStruct(person).hasNotSet("name"))
                .withMessage("Expected name not to be set but it is \"Ann\"");
    }

    @Test
    void whenThereIsNoSuchFieldTheFieldsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatStruct(person).hasSet("street.city"))
                .withMessage("path: street.city (expected: instead of city a field of Street: name, number)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "street..name", "name[0]", "former.name", "former[x]", "street[0]", "former[0"})
    void whenPathDoesNotFitItIsRefused(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatStruct(person).hasSet(path))
                .withMessageContaining("path: " + path + " (expected: ");
    }

    @Test
    void whenRequiredFieldsAreMissingTheyAreNamed() {
        assertThatStruct(person).hasAllRequired();
        Person incomplete = person().setStreet(new Street()).setFormer(Arrays.asList(new Street("Oak"), new Street()));
        incomplete.getPlaces().put("work", new Street());
        assertFails(() -> assertThatStruct(incomplete).hasAllRequired())
                .withMessage("Expected required fields to be set, but these are not: street.name, former[1].name,"
                        + " places[\"work\"].name");
    }

    @Test
    void whenTextIsLongItIsShortened() {
        assertFails(() -> assertThatStruct(person).isEqualTo(person().setName("x".repeat(5000))))
                .withMessageContaining("… (5000 characters)\"");
    }

    private static ThrowableAssertAlternative<AssertionError> assertFails(ThrowingCallable code) {
        return assertThatExceptionOfType(AssertionError.class).isThrownBy(code);
    }
}
