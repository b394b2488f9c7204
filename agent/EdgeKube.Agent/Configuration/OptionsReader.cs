using System.Globalization;
using EdgeKube.Link;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeKube.Agent.Configuration;

/// <summary>Reads agent.yaml: one flat mapping. Unknown keys, repeated keys and wrong values are all named at once. Pure.</summary>
internal static class OptionsReader
{
    private const int MaxFileChars = 64 * 1024;
    private static readonly string[] LogLevels = ["debug", "info", "warn", "error"];

    public static OptionsResult Read(string yaml)
    {
        if (yaml.Length > MaxFileChars)
        {
            return new OptionsResult(new AgentOptions(), [$"must be at most {MaxFileChars} characters long"]);
        }

        try
        {
            return Read(new Parser(new StringReader(yaml)));
        }
        catch (YamlException e)
        {
            return new OptionsResult(new AgentOptions(), [$"line {e.Start.Line}: {e.Message}"]);
        }
    }

    private static OptionsResult Read(Parser parser)
    {
        var options = new AgentOptions();
        var faults = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        parser.Consume<StreamStart>();
        if (parser.TryConsume<DocumentStart>(out _) && !parser.TryConsume<MappingStart>(out _))
        {
            return new OptionsResult(options, ["must be a mapping of option to value"]);
        }

        while (parser.TryConsume<Scalar>(out var key))
        {
            var values = ReadValues(parser);
            if (!seen.Add(key.Value))
            {
                faults.Add($"line {key.Start.Line}: {key.Value}: is given twice");
            }

            options = Set(options, key, values, faults);
        }

        return new OptionsResult(options, faults);
    }

    // Null stands for anything that is neither a scalar nor a list of scalars.
    private static List<string>? ReadValues(Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return [scalar.Value];
        }

        if (!parser.TryConsume<SequenceStart>(out _))
        {
            parser.SkipThisAndNestedEvents();
            return null;
        }

        List<string>? values = [];
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (parser.TryConsume<Scalar>(out var item))
            {
                values?.Add(item.Value);
            }
            else
            {
                parser.SkipThisAndNestedEvents();
                values = null;
            }
        }

        return values;
    }

    private static AgentOptions Set(AgentOptions options, Scalar key, List<string>? values, List<string> faults)
    {
        void Fault(string what) => faults.Add($"line {key.Start.Line}: {key.Value}: {what}");
        if (key.Value == "controllers")
        {
            return options with { Controllers = ReadControllers(values, Fault) };
        }

        if (values is not [var value])
        {
            Fault("must be one value");
            return options;
        }

        return key.Value switch
        {
            "nodeName" => options with { NodeName = ReadNodeName(value, Fault) },
            "dataDir" => options with { DataDir = ReadPath(value, Fault) },
            "runDir" => options with { RunDir = ReadPath(value, Fault) },
            "podLogsDir" => options with { PodLogsDir = ReadPath(value, Fault) },
            "containerdSocket" => options with { ContainerdSocket = ReadPath(value, Fault) },
            "cniConfDir" => options with { CniConfDir = ReadPath(value, Fault) },
            "cgroupRoot" => options with { CgroupRoot = ReadPath(value, Fault) },
            "imagesDir" => options with { ImagesDir = ReadPath(value, Fault) },
            "pauseImage" => options with { PauseImage = ReadPath(value, Fault) },
            "keepAlive" => options with { KeepAlive = ReadSeconds(value, 5, Fault) },
            "reconnectWait" => options with { ReconnectWait = ReadSeconds(value, 1, Fault) },
            "eventsKept" => options with { EventsKept = ReadCount(value, Fault) },
            "logLevel" => options with { LogLevel = ReadLogLevel(value, Fault) },
            _ => Unknown(),
        };

        AgentOptions Unknown()
        {
            Fault("is no option of the agent");
            return options;
        }
    }

    private static List<Uri> ReadControllers(List<string>? values, Action<string> fault)
    {
        var controllers = new List<Uri>();
        foreach (var value in values ?? [])
        {
            if (ControllerAddress.Find(value) is { } address)
            {
                controllers.Add(address);
            }
            else
            {
                fault($"\"{value}\" must be of the form mqtts://HOST:PORT");
            }
        }

        if (values is null)
        {
            fault("must be a list of mqtts://HOST:PORT");
        }
        else if (controllers.Select(c => c.Scheme).Distinct().Count() > 1)
        {
            fault("must be all mqtts:// (with certificates) or all mqtt:// (plain)");
        }

        return controllers;
    }

    private static string ReadNodeName(string value, Action<string> fault)
    {
        if (!Identity.IsNodeName(value))
        {
            fault($"\"{value}\" must be a lower case name of letters, digits, '-' and '.', at most 58 characters long");
        }

        return value;
    }

    private static string ReadPath(string value, Action<string> fault)
    {
        if (!Path.IsPathRooted(value) || value.Split('/').Contains(".."))
        {
            fault($"\"{value}\" must be an absolute path without \"..\"");
        }

        return value;
    }

    private static TimeSpan ReadSeconds(string value, int least, Action<string> fault)
    {
        var digits = value.EndsWith('s') ? value[..^1] : value;
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds >= least && seconds <= 65535)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        fault($"\"{value}\" must be seconds from {least}s to 65535s");
        return TimeSpan.FromSeconds(60);
    }

    private static int ReadCount(string value, Action<string> fault)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 10 and <= 10_000)
        {
            return count;
        }

        fault($"\"{value}\" must be a number from 10 to 10000");
        return 1000;
    }

    private static string ReadLogLevel(string value, Action<string> fault)
    {
        if (!LogLevels.Contains(value))
        {
            fault($"\"{value}\" must be debug, info, warn or error");
        }

        return value;
    }
}
