using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>A user, as the API knows him.</summary>
[Description("A user, as the API knows him.")]
public sealed record UserInfo
{
    [Description("Name of the user.")]
    public string? Username { get; init; }

    [Description("Tells users of one name apart.")]
    public string? Uid { get; init; }

    [Description("The groups that the user is in.")]
    public IReadOnlyList<string>? Groups { get; init; }

    [Description("What else is known of the user.")]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Extra { get; init; }
}
