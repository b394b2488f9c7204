using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Resources;

/// <summary>Reads <c>TYPE[,TYPE] [NAME...]</c> and <c>TYPE/NAME...</c> as kubectl does.</summary>
internal static class ResourceArguments
{
    /// <summary>Whether all types are among those that edgectl knows by itself.</summary>
    public static bool AreKnown(IReadOnlyList<string> words) => words.Count == 0
        || (words.Any(word => word.Contains('/')) ? words.Select(word => word.Split('/')[0]) : words[0].Split(',')).All(word => word is "all" or "" || ResourceTypes.Find(word) is not null);

    /// <param name="words">As typed.</param>
    /// <param name="served">The types that the server has beyond those that edgectl knows.</param>
    /// <exception cref="CommandException">The words name no type, or mix both forms.</exception>
    public static IReadOnlyList<ResourceTarget> Parse(IReadOnlyList<string> words, IReadOnlyList<ResourceType>? served = null)
    {
        if (words.Count == 0)
        {
            throw new CommandException($"required resource not specified; say one of {string.Join(", ", ResourceTypes.All.Select(type => type.Plural))}");
        }

        if (words.Any(word => word.Contains('/')))
        {
            return [.. words.Select(word => ParsePair(word, served))];
        }

        var types = words[0].Split(',', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => FindTypes(word, served)).Distinct().ToArray();
        return words.Count == 1
            ? [.. types.Select(type => new ResourceTarget(type, null))]
            : [.. types.SelectMany(type => words.Skip(1).Select(name => new ResourceTarget(type, name)))];
    }

    private static ResourceTarget ParsePair(string word, IReadOnlyList<ResourceType>? served)
    {
        var parts = word.Split('/');
        if (parts.Length == 1)
        {
            throw new CommandException(
                "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form "
                + "(e.g. 'edgectl get resource/<resource_name>' instead of 'edgectl get resource resource/<resource_name>')");
        }

        if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0)
        {
            throw new CommandException($"arguments in resource/name form must have a single resource and name, not \"{word}\"");
        }

        return new(FindType(parts[0], served), parts[1]);
    }

    private static IReadOnlyList<ResourceType> FindTypes(string word, IReadOnlyList<ResourceType>? served) =>
        word == "all" ? ResourceTypes.CategoryAll : [FindType(word, served)];

    private static ResourceType FindType(string word, IReadOnlyList<ResourceType>? served) => ResourceTypes.Find(word)
        ?? served?.FirstOrDefault(type => type.IsMeantBy(word))
        ?? throw new CommandException($"the server doesn't have a resource type \"{word}\"");
}
