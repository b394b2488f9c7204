using System.Collections.Concurrent;
using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EdgeKube.Api;

/// <summary>The records as schema: their JSON metadata, attributes, protobuf numbers, and the fields of Kubernetes that they leave out.</summary>
internal static class RecordSchema
{
    private static readonly ConcurrentDictionary<Type, SchemaType> Known = new();

    public static SchemaType Of(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object => Known.GetOrAdd(
            type.Type, (record, info) => SchemaType.Object(KubernetesName(record), Describe(record), () => FieldsOf(info), record: record), type),
        JsonTypeInfoKind.Dictionary => SchemaType.MapOf(Of(type.Options.GetTypeInfo(type.ElementType!))),
        JsonTypeInfoKind.Enumerable => SchemaType.ListOf(Of(type.Options.GetTypeInfo(type.ElementType!))),
        _ => SchemaType.Scalar(FormOf(Nullable.GetUnderlyingType(type.Type) ?? type.Type)),
    };

    private static IEnumerable<SchemaField> FieldsOf(JsonTypeInfo type)
    {
        var name = type.Type.Name;
        var unimplemented = UnimplementedFields.Of(type.Type).ToHashSet(StringComparer.Ordinal);
        foreach (var property in RecordFields.Of(type).Where(property => !unimplemented.Contains(property.Name)))
        {
            var (number, via) = FieldNumbers.FindNumber(name, property.Name);
            yield return new SchemaField(property.Name, TypeOf(type, property))
            {
                Rules = FieldRules.Of(property),
                Description = Describe(property),
                Number = number,
                Via = via,
                Values = property.AttributeProvider?.GetCustomAttributes(typeof(KnownValuesAttribute), inherit: true).OfType<KnownValuesAttribute>().FirstOrDefault()?.Values ?? [],
            };
        }

        foreach (var field in unimplemented)
        {
            var (number, via) = FieldNumbers.FindNumber(name, field);
            yield return new SchemaField(field, SchemaType.Scalar(SchemaForm.Unimplemented)) { Number = number, Via = via };
        }
    }

    private static SchemaType TypeOf(JsonTypeInfo owner, JsonPropertyInfo property) => IsMicroTime(property)
        ? SchemaType.Scalar(SchemaForm.MicroTime)
        : Of(owner.Options.GetTypeInfo(property.PropertyType));

    // The serializer wraps the converter of a value that may be null, so the attribute is asked.
    private static bool IsMicroTime(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(JsonConverterAttribute), inherit: true).OfType<JsonConverterAttribute>().FirstOrDefault()?.ConverterType == typeof(MicroTimeConverter);

    private static SchemaForm FormOf(Type plain) => plain switch
    {
        _ when plain == typeof(int) => SchemaForm.Int32,
        _ when plain == typeof(long) => SchemaForm.Int64,
        _ when plain == typeof(double) => SchemaForm.Double,
        _ when plain == typeof(bool) => SchemaForm.Boolean,
        _ when plain == typeof(byte[]) => SchemaForm.Bytes,
        _ when plain == typeof(DateTimeOffset) => SchemaForm.Time,
        _ when plain == typeof(Quantity) => SchemaForm.Quantity,
        _ when plain == typeof(IntOrString) => SchemaForm.IntOrString,
        _ when plain == typeof(JsonElement) || plain == typeof(RawJson) => SchemaForm.Any,
        _ => SchemaForm.String,
    };

    // Go writes abbreviations in capitals.
    private static string KubernetesName(Type record) => record.Name
        .Replace("Http", "HTTP", StringComparison.Ordinal)
        .Replace("Grpc", "GRPC", StringComparison.Ordinal)
        .Replace("Tcp", "TCP", StringComparison.Ordinal);

    private static string Describe(Type record) =>
        record.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false).OfType<DescriptionAttribute>().FirstOrDefault()?.Description ?? "";

    // The two that follow from the type have no attribute of their own.
    private static string Describe(JsonPropertyInfo property) => property.Name switch
    {
        "kind" when property.Set is null => SchemaFile.KindDescription,
        "apiVersion" when property.Set is null => SchemaFile.ApiVersionDescription,
        _ => property.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: true).OfType<DescriptionAttribute>().FirstOrDefault()?.Description ?? "",
    };
}
