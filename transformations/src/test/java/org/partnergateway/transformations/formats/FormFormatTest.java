package org.partnergateway.transformations.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;

final class FormFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | ``",
        "{'amount':3498,'capture':false} | amount=3498&capture=false",
        "{'a':{'b':{'c':1}}} | a[b][c]=1",
        "{'a':[{'x':1,'y':2},{'x':3}]} | a[0][x]=1&a[0][y]=2&a[1][x]=3",
        "{'a':[1,2]} | a[0]=1&a[1]=2",
        "{'name':'山田 太郎 & +1%'} | name=%E5%B1%B1%E7%94%B0+%E5%A4%AA%E9%83%8E+%26+%2B1%25",
        "{'a b':{'ü':''}} | a+b[%C3%BC]=",
        "{'big':123456789012345678901234567890,'exact':1.10,'small':1e-7} | big=123456789012345678901234567890&exact=1.10&small=0.0000001",
        "{'a':1,'none':{},'nothing':[]} | a=1",
      })
  void a_tree_is_written_with_brackets(String tree, String form) {
    assertThat(new String(WireFormats.FORM.write(json(tree)), UTF_8))
        .isEqualTo(form == null ? "" : form);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | {}",
        "a=1&b=true | {'a':'1','b':'true'}",
        "a[b][c]=1&a[b][d]=2 | {'a':{'b':{'c':'1','d':'2'}}}",
        "a[]=1&a[]=2 | {'a':['1','2']}",
        "a[0]=1&a[1]=2 | {'a':['1','2']}",
        "a[0][x]=1&a[0][y]=2&a[1][x]=3 | {'a':[{'x':'1','y':'2'},{'x':'3'}]}",
        "a%5Bb%5D=1 | {'a':{'b':'1'}}",
        "a= | {'a':''}",
        "a=b=c | {'a':'b=c'}",
        "name=%E5%B1%B1%E7%94%B0+%E5%A4%AA%E9%83%8E | {'name':'山田 太郎'}",
        "metadata[6735]=x&metadata[0]=y | {'metadata':{'6735':'x','0':'y'}}",
      })
  void a_form_is_read_as_a_tree_whose_leaves_are_text(String form, String tree) {
    assertThat(WireFormats.FORM.read(form.getBytes(UTF_8))).isEqualTo(json(tree));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a=1&a=2 | 5 | /a is given twice",
        "a[b]=1&a[b]=2 | 8 | /a/b is given twice",
        "a[0]=1&a[0]=2 | 8 | /a/0 is given twice",
        "a=1&a[b]=2 | 5 | /a is given both as a value and with brackets",
        "a[b]=2&a=1 | 8 | /a is given both as a value and with brackets",
        "a[]=1&a[b]=2 | 7 | /a/b is not the array's next index, 1",
        "a[b]=1&a[]=2 | 8 | /a/ is given both as an array and with names",
        "a[0]=1&a[2]=2 | 8 | /a/2 is not the array's next index, 1",
        "a[0]=1&a[01]=2 | 8 | /a/01 is not the array's next index, 1",
        "a[][b]=1 | 1 | /a empty brackets stand only at the end of a name",
        "a[b=1 | 1 | /a a name's brackets don't match",
        "a[b]c=1 | 1 | /a a name's brackets don't match",
        "a[[b]]=1 | 1 | /a a name's brackets don't match",
        "=1 | 1 | a name must begin with a word outside brackets",
        "[a]=1 | 1 | a name must begin with a word outside brackets",
        "a | 1 | a name without =",
        "a=1&&b=2 | 5 | a pair is missing",
        "a=1& | 4 | nothing follows the last &",
        "a=1%2 | 4 | % without two hexadecimal digits",
        "a=%zz | 3 | % without two hexadecimal digits",
        "a=%E5%B1 | 3 | percent-encoded bytes that are not UTF-8",
        "a=ü | 3 | a byte that must be percent-encoded",
        "a=1 2 | 4 | a byte that must be percent-encoded",
      })
  void a_malformed_form_is_refused_with_its_place(String form, int column, String problem) {
    MalformedMessageException e =
        catchThrowableOfType(
            MalformedMessageException.class, () -> WireFormats.FORM.read(form.getBytes(UTF_8)));
    assertThat(e).as("the refusal").isNotNull();
    assertThat(e.problem()).isEqualTo(problem);
    assertThat(e.column()).isEqualTo(column);
  }

  @Test
  void names_are_nested_to_a_limit() {
    byte[] deep = ("a" + "[b]".repeat(32) + "=1").getBytes(UTF_8);
    assertThatThrownBy(() -> WireFormats.FORM.read(deep))
        .hasMessageContaining("more than 32 levels");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1] | a form is an object at its top",
        "{'a':[1,null]} | /a/1 is null, which a form has no way to say",
        "{'a':{'b[c]':1}} | /a/b[c] has a name that is empty or has brackets, which a form has no way to say",
        "{'':1} | / has a name that is empty or has brackets, which a form has no way to say",
      })
  void what_a_form_has_no_way_to_say_is_refused(String tree, String message) {
    assertThatThrownBy(() -> WireFormats.FORM.write(json(tree)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void formats_are_found_by_media_type() {
    assertThat(WireFormats.of("application/json")).isSameAs(WireFormats.JSON);
    assertThat(WireFormats.of("Application/JSON; charset=utf-8")).isSameAs(WireFormats.JSON);
    assertThat(WireFormats.of("application/problem+json")).isSameAs(WireFormats.JSON);
    assertThat(WireFormats.of("application/x-www-form-urlencoded;charset=UTF-8"))
        .isSameAs(WireFormats.FORM);
    assertThat(WireFormats.find("text/xml")).isEmpty();
    assertThatThrownBy(() -> WireFormats.of("text/xml"))
        .hasMessageStartingWith("no wire format for text/xml");
  }

  @Test
  void json_is_read_and_written_exactly() {
    byte[] body = "{\"a\":1.10,\"b\":9223372036854775807}".getBytes(UTF_8);
    assertThat(WireFormats.JSON.write(WireFormats.JSON.read(body))).isEqualTo(body);
  }

  private static JsonNode json(String text) {
    return StrictJson.read(text.replace('\'', '"').getBytes(UTF_8));
  }
}
