using System.CommandLine;

namespace EdgeKube.Cli.Resources;

/// <summary>The argument <c>TYPE [NAME...]</c>, with the types as completions.</summary>
internal static class ResourceWords
{
    public static Argument<string[]> Argument()
    {
        var argument = new Argument<string[]>("resource")
        {
            Description = "TYPE[,TYPE] [NAME...] or TYPE/NAME..., such as pods, deploy/web",
            HelpName = "TYPE[/NAME] [NAME...]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        argument.CompletionSources.Add([.. ResourceTypes.All.Select(type => type.Plural)]);
        RefuseFlags(argument);
        return argument;
    }

    /// <summary>An argument that takes any word would take a mistyped flag, too.</summary>
    public static void RefuseFlags(Argument argument) => argument.Validators.Add(result =>
    {
        foreach (var flag in result.Tokens.Select(token => token.Value).Where(word => word.Length > 1 && word[0] == '-'))
        {
            result.AddError($"unknown flag: {flag}");
        }
    });
}
