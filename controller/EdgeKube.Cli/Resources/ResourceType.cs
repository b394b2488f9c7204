namespace EdgeKube.Cli.Resources;

/// <summary>One kind of object as a person names it and as the API's paths spell it.</summary>
internal sealed record ResourceType(string Group, string Version, string Kind, string Plural, string Singular, bool IsNamespaced)
{
    public IReadOnlyList<string> ShortNames { get; init; } = [];

    /// <summary>What the server does with it; empty when it was not asked.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Whether a person means it by <c>pods</c>, <c>po</c>, <c>Pod</c>, <c>deployments.apps</c> or <c>deploy.v1.apps</c>.</summary>
    public bool IsMeantBy(string text)
    {
        var parts = text.ToLowerInvariant().Split('.', 2);
        var suffix = parts.Length == 2 ? parts[1] : null;
        return Words.Contains(parts[0]) && (suffix is null || (Group.Length > 0 && (suffix == Group || suffix == $"{Version}.{Group}")));
    }

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary><c>pods</c>, <c>deployments.apps</c>: as errors name it.</summary>
    public string QualifiedPlural => Qualify(Plural);

    /// <summary><c>pod</c>, <c>deployment.apps</c>: as results name it.</summary>
    public string QualifiedSingular => Qualify(Singular);

    /// <summary>Every word a person may use for it, in lower case.</summary>
    public IEnumerable<string> Words => [Plural, Singular, Kind.ToLowerInvariant(), .. ShortNames];

    /// <summary><c>pod/web</c>, <c>deployment.apps/web</c>.</summary>
    public string NameOf(string name) => $"{QualifiedSingular}/{name}";

    private string Qualify(string word) => Group.Length == 0 ? word : $"{word}.{Group}";
}
