using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Resources;

/// <summary>Reads <c>TYPE[,TYPE] [NAME...]</c> and <c>TYPE/NAME...</c> as kubectl does.</summary>
internal static class ResourceArguments
{
    /// <exception cref="CommandException">The words name no type, or mix both forms.</exception>
    public static IReadOnlyList<ResourceTarget> Parse(IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            throw new CommandException($"required resource not specified; say one of {string.Join(", ", ResourceTypes.All.Select(type => type.Plural))}");
        }

        if (words.Any(word => word.Contains('/')))
        {
            return [.. words.Select(ParsePair)];
        }

        var types = words[0].Split(',', StringSplitOptions.RemoveEmptyEntries).SelectMany(FindTypes).Distinct().ToArray();
        return words.Count == 1
            ? [.. types.Select(type => new ResourceTarget(type, null))]
            : [.. types.SelectMany(type => words.Skip(1).Select(name => new ResourceTarget(type, name)))];
    }

    private static ResourceTarget ParsePair(string word)
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

        return new(FindType(parts[0]), parts[1]);
    }

    private static IReadOnlyList<ResourceType> FindTypes(string word) => word == "all" ? ResourceTypes.CategoryAll : [FindType(word)];

    private static ResourceType FindType(string word) =>
        ResourceTypes.Find(word) ?? throw new CommandException($"the server doesn't have a resource type \"{word}\"");
}
