using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeKube.Cli.JsonPath;

/// <summary>Reads expressions in kubectl's dialect of JSONPath.</summary>
internal sealed class JsonPathReader(string text)
{
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">"];

    private int _at;

    private bool IsAtEnd => _at >= text.Length;

    /// <exception cref="FormatException">It is no path.</exception>
    public JsonPathExpression ReadWhole()
    {
        var path = ReadPath();
        return IsAtEnd ? path : throw Fault($"unexpected \"{text[_at..]}\"");
    }

    private JsonPathExpression ReadPath()
    {
        var isFromRoot = Take('$');
        _ = !isFromRoot && Take('@');
        var steps = new List<JsonPathStep>();
        while (!IsAtEnd)
        {
            if (Take(".."))
            {
                steps.Add(new JsonPathStep.Descendants());
                ReadName(steps);
            }
            else if (Take('.'))
            {
                ReadName(steps);
            }
            else if (Take('['))
            {
                steps.Add(ReadBracket());
            }
            else
            {
                break;
            }
        }

        return new JsonPathExpression(steps, isFromRoot);
    }

    private void ReadName(List<JsonPathStep> steps)
    {
        if (Take('*'))
        {
            steps.Add(new JsonPathStep.All());
            return;
        }

        var name = new System.Text.StringBuilder();
        while (!IsAtEnd && text[_at] is not ('.' or '[' or ']' or ')' or ' ' or '=' or '!' or '<' or '>' or ','))
        {
            // A dot in a name is written with a backslash.
            _at += text[_at] == '\\' && _at + 1 < text.Length ? 1 : 0;
            name.Append(text[_at++]);
        }

        if (name.Length > 0)
        {
            steps.Add(new JsonPathStep.Field(name.ToString()));
        }
    }

    private JsonPathStep ReadBracket()
    {
        if (Take("?("))
        {
            var condition = ReadCondition();
            Require(")]");
            return new JsonPathStep.Filter(condition);
        }

        var steps = new List<JsonPathStep>();
        do
        {
            steps.Add(ReadElement());
        }
        while (Take(','));
        Require("]");
        return steps is [var only] ? only : new JsonPathStep.Union(steps);
    }

    private JsonPathStep ReadElement()
    {
        if (Take('*'))
        {
            return new JsonPathStep.All();
        }

        if (!IsAtEnd && text[_at] is '\'' or '"')
        {
            return new JsonPathStep.Field(ReadQuoted());
        }

        var start = ReadNumber();
        if (!Take(':'))
        {
            return start is { } index ? new JsonPathStep.Slice(index, null, 1, IsSingle: true) : throw Fault("a number, a name in quotes or * is expected in []");
        }

        var end = ReadNumber();
        var stride = Take(':') ? ReadNumber() ?? 1 : 1;
        return stride > 0 ? new JsonPathStep.Slice(start, end, stride, IsSingle: false) : throw Fault("the stride must be greater than 0");
    }

    private JsonPathCondition ReadCondition()
    {
        var left = ReadSide();
        SkipSpace();
        var found = Operators.FirstOrDefault(word => Take(word));
        return found is null ? new JsonPathCondition(left, null, null) : new JsonPathCondition(left, found, ReadSide());
    }

    private Func<JsonNode?, IEnumerable<JsonNode?>> ReadSide()
    {
        SkipSpace();
        if (IsAtEnd)
        {
            throw Fault("the condition ends early");
        }

        if (text[_at] is '@' or '.' or '$')
        {
            var path = ReadPath();
            SkipSpace();
            return value => path.Find(value);
        }

        JsonNode? literal = text[_at] is '\'' or '"' ? JsonValue.Create(ReadQuoted()) : ReadWord();
        SkipSpace();
        return _ => [literal];
    }

    private JsonNode? ReadWord()
    {
        var start = _at;
        while (!IsAtEnd && text[_at] is not (')' or ' ' or '=' or '!' or '<' or '>'))
        {
            _at++;
        }

        var word = text[start.._at];
        return word switch
        {
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonNode.Parse(number.ToString(CultureInfo.InvariantCulture)),
            _ => throw Fault($"\"{word}\" is no value; texts stand in quotes"),
        };
    }

    private string ReadQuoted()
    {
        var quote = text[_at++];
        var end = text.IndexOf(quote, _at);
        if (end < 0)
        {
            throw Fault("unterminated quoted string");
        }

        var word = text[_at..end];
        _at = end + 1;
        return word;
    }

    private int? ReadNumber()
    {
        var start = _at;
        _ = Take('-');
        while (!IsAtEnd && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }

        return _at == start ? null
            : int.TryParse(text.AsSpan(start, _at - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw Fault($"\"{text[start.._at]}\" is no index");
    }

    private void SkipSpace()
    {
        while (Take(' '))
        {
        }
    }

    private bool Take(char letter) => Take(letter.ToString());

    private bool Take(string word)
    {
        var found = string.CompareOrdinal(text, _at, word, 0, word.Length) == 0;
        _at += found ? word.Length : 0;
        return found;
    }

    private void Require(string word)
    {
        if (!Take(word))
        {
            throw Fault($"{word} is expected");
        }
    }

    private FormatException Fault(string what) => new($"error parsing jsonpath {text}, {what}");
}
