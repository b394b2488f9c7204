using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Something that the caller wants to do: exactly one of the two.</summary>
[Description("Something that the caller wants to do: exactly one of the two.")]
public sealed record SelfSubjectAccessReviewSpec
{
    [Description("An access to a resource.")]
    public ResourceAttributes? ResourceAttributes { get; init; }

    [Description("An access to a path that is no resource.")]
    public NonResourceAttributes? NonResourceAttributes { get; init; }
}
