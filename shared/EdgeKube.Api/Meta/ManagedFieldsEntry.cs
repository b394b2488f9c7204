using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>The fields of an object that one writer has set.</summary>
[Description("The fields of an object that one writer has set.")]
public sealed record ManagedFieldsEntry
{
    [Description("Name of the writer.")]
    public string? Manager { get; init; }

    [Description("Apply when the writer applies a configuration, Update for every other way of writing.")]
    public string? Operation { get; init; }

    [Description("Version of the resource in which the fields are named.")]
    public string? ApiVersion { get; init; }

    [Description("When the writer last took or set a field.")]
    public DateTimeOffset? Time { get; init; }

    [Description("Form of the set of fields; always FieldsV1.")]
    public string? FieldsType { get; init; }

    [Description("The set: fields (f:), elements of lists by keys (k:) or by value (v:), and the places themselves (.).")]
    public RawJson? FieldsV1 { get; init; }

    [Description("Subresource through which the fields were set; absent for the object itself.")]
    public string? Subresource { get; init; }
}
