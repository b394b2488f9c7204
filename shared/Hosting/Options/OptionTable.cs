using System.Text;

namespace EdgeKube.Hosting.Options;

/// <summary>All options of a program, and how they are read from files and the environment. Pure but for <see cref="Load"/>.</summary>
/// <param name="prefix">Of the variables: <c>EDGEKUBE_AGENT_</c>.</param>
internal sealed class OptionTable<T>(string prefix, IReadOnlyList<Option<T>> options)
{
    public IReadOnlyList<Option<T>> Options => options;

    /// <param name="path">The file.</param>
    /// <param name="isRequired">Whether the file must be there.</param>
    /// <param name="faults">All of them, each with its source and key. The result is meaningless when there is one.</param>
    public T Load(T defaults, string path, bool isRequired, IEnumerable<KeyValuePair<string, string>> variables, ICollection<string> faults)
    {
        var given = OptionFiles.Read(path, isRequired, faults);
        given.AddRange(FromEnvironment(variables, faults));
        return Apply(defaults, given, faults);
    }

    /// <summary>What is given later wins.</summary>
    public T Apply(T defaults, IEnumerable<GivenOption> given, ICollection<string> faults)
    {
        var result = defaults;
        foreach (var (key, values, source) in given)
        {
            if (options.FirstOrDefault(option => option.Key == key) is not { } option)
            {
                faults.Add($"{source}: {key}: unknown key; known are {string.Join(", ", options.Select(known => known.Key))}");
            }
            else if (values.Count != 1 && !option.IsList)
            {
                faults.Add($"{source}: {key}: must be one value, not {values.Count}");
            }
            else
            {
                result = option.Set(result, new OptionValue(values, what => faults.Add($"{source}: {key}: {what}")));
            }
        }

        return result;
    }

    /// <summary>The options in effect, in the form of the file.</summary>
    public string Print(T values)
    {
        var text = new StringBuilder();
        foreach (var option in options)
        {
            var printed = option.Print(values).ToList();
            if (option.IsList)
            {
                text.Append(option.Key).Append(printed.Count == 0 ? ": []\n" : ":\n").AppendJoin("", printed.Select(value => $"  - {value}\n"));
            }
            else if (printed is [var value])
            {
                text.Append(option.Key).Append(": ").Append(value).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary><c>nodePodCIDRSize</c> is <c>EDGEKUBE_CONTROLLER_NODE_POD_CIDR_SIZE</c>.</summary>
    public string VariableOf(string key)
    {
        var name = new StringBuilder(prefix);
        for (var i = 0; i < key.Length; i++)
        {
            // A word begins at a capital after a small letter, and at an abbreviation's last capital before a small one.
            var begins = i > 0 && char.IsUpper(key[i]) && (char.IsLower(key[i - 1]) || (i + 1 < key.Length && char.IsLower(key[i + 1])));
            name.Append(begins ? "_" : "").Append(key[i] == '.' ? '_' : char.ToUpperInvariant(key[i]));
        }

        return name.ToString();
    }

    private IEnumerable<GivenOption> FromEnvironment(IEnumerable<KeyValuePair<string, string>> variables, ICollection<string> faults)
    {
        foreach (var (name, value) in variables.Where(variable => variable.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            if (options.FirstOrDefault(known => VariableOf(known.Key) == name) is { } option)
            {
                var values = option.IsList ? value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [value];
                yield return new GivenOption(option.Key, values, "environment");
            }
            else
            {
                faults.Add($"environment: {name}: unknown; known are {string.Join(", ", options.Select(known => VariableOf(known.Key)))}");
            }
        }
    }
}
