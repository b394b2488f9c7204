using System.Globalization;

namespace EdgeKube.Hosting.Options;

/// <summary>What somebody gave for an option, and where its faults are told.</summary>
/// <param name="values">One, except for lists.</param>
internal sealed class OptionValue(IReadOnlyList<string> values, Action<string> fault)
{
    public IReadOnlyList<string> Values => values;

    public string Text => values[0];

    /// <param name="what">What is wrong with it, without its key.</param>
    public void Fault(string what) => fault(what);

    /// <summary>An absolute path that does not lead upwards.</summary>
    public string Path()
    {
        if (!Text.StartsWith('/') || Text.Split('/').Contains(".."))
        {
            fault($"must be an absolute path without \"..\", not \"{Text}\"");
        }

        return Text;
    }

    /// <param name="least">What is less is a fault.</param>
    /// <param name="most">What is more is a fault.</param>
    public TimeSpan Duration(TimeSpan least, TimeSpan most)
    {
        if (!Durations.TryParse(Text, out var duration) || duration < least || duration > most)
        {
            fault($"must be a duration from {Durations.Format(least)} to {Durations.Format(most)}, such as 40s or 1m30s, not \"{Text}\"");
            return most;
        }

        return duration;
    }

    public bool Flag()
    {
        if (Text is not ("true" or "false"))
        {
            fault($"must be true or false, not \"{Text}\"");
        }

        return Text == "true";
    }

    public int Number(int least, int most)
    {
        if (!int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
        {
            fault($"must be a number from {least} to {most}, not \"{Text}\"");
            return least;
        }

        return number;
    }
}
