using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Somebody who wants to do something: exactly one of the two kinds of attributes.</summary>
[Description("Somebody who wants to do something: exactly one of the two kinds of attributes.")]
public sealed record SubjectAccessReviewSpec
{
    [Description("An access to a resource.")]
    public ResourceAttributes? ResourceAttributes { get; init; }

    [Description("An access to a path that is no resource.")]
    public NonResourceAttributes? NonResourceAttributes { get; init; }

    [Description("The user who is asked about.")]
    public string? User { get; init; }

    [Description("The groups that the user is in.")]
    public IReadOnlyList<string>? Groups { get; init; }

    [Description("What else is known of the user.")]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Extra { get; init; }

    [Description("Tells users of one name apart.")]
    public string? Uid { get; init; }
}
