using System.CommandLine;

namespace EdgeKube.Cli.Commands;

/// <summary>Options whose value is a duration in Kubernetes' notation.</summary>
internal static class DurationOption
{
    public static Option<TimeSpan> Build(string name, string description, TimeSpan preset = default) => new(name)
    {
        Description = description,
        HelpName = "DURATION",
        DefaultValueFactory = _ => preset,
        CustomParser = result =>
        {
            var text = result.Tokens is [var token] ? token.Value : "";
            if (DurationText.Find(text) is { } duration)
            {
                return duration;
            }

            result.AddError($"{name}: \"{text}\" is not a duration; say for example 10s, 5m or 1h30m");
            return default;
        },
    };
}
