using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>One fault inside a Status.</summary>
[Description("One fault inside a Status.")]
public sealed record StatusCause
{
    [Description("Machine-readable kind of fault, such as FieldValueInvalid.")]
    public string? Reason { get; init; }

    [Description("What is wrong, for people.")]
    public string? Message { get; init; }

    [Description("Path of the field in the request, such as spec.containers[0].image.")]
    public string? Field { get; init; }
}
