namespace EdgeKube.Controller.Security.Identities;

/// <summary>What is known about an enrolled node or user.</summary>
internal sealed record IdentityRecord
{
    /// <summary>A node has one key, and two while it changes it; a user has one for each device.</summary>
    public const int MaxKeys = 16;

    /// <summary>Such as <c>node:n1</c>.</summary>
    public required string Identity { get; init; }

    public IdentityState State { get; init; }

    /// <summary>An operator has allowed another device to take the name.</summary>
    public bool IsReplaceable { get; init; }

    public IReadOnlyList<EnrolledKey> Keys { get; init; } = [];

    public EnrolledKey? FindKey(string hash) => Keys.FirstOrDefault(key => key.Hash == hash);
}
