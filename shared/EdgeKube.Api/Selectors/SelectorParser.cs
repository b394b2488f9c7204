using System.Globalization;

namespace EdgeKube.Api;

/// <summary>Reads label selectors as kubectl's <c>-l</c> spells them.</summary>
internal sealed class SelectorParser
{
    private const int MaxLength = 64 * 1024;
    private readonly string _text;
    private int _at;

    private SelectorParser(string text) => _text = text;

    public static bool TryParse(string text, out List<SelectorRequirement> requirements, out string? error)
    {
        requirements = [];
        var parser = new SelectorParser(text);
        error = text.Length > MaxLength ? "the selector is too long" : parser.ReadAll(requirements);
        error = error is null ? null : $"unable to parse requirement: {error}";
        return error is null;
    }

    private string? ReadAll(List<SelectorRequirement> requirements)
    {
        SkipSpace();
        if (_at == _text.Length)
        {
            return null;
        }

        while (true)
        {
            if (ReadRequirement(requirements) is { } error)
            {
                return error;
            }

            SkipSpace();
            if (_at == _text.Length)
            {
                return null;
            }

            if (_text[_at++] != ',')
            {
                return $"found '{_text[(_at - 1)..]}', expected: ',' or end";
            }
        }
    }

    private string? ReadRequirement(List<SelectorRequirement> requirements)
    {
        SkipSpace();
        var absent = Take("!");
        var key = ReadWord();
        if (LabelRules.FindKeyFaults(key).FirstOrDefault() is { } fault)
        {
            return $"<nil>: Invalid value: {FieldError.Quote(key)}: {fault}";
        }

        SkipSpace();
        if (absent || _at == _text.Length || _text[_at] == ',')
        {
            requirements.Add(new(key, absent ? SelectorOperator.DoesNotExist : SelectorOperator.Exists, []));
            return null;
        }

        var (operation, isSet) = ReadOperator();
        if (operation is null)
        {
            return $"found '{_text[_at..]}', expected: in, notin, =, ==, !=, gt, lt";
        }

        return ReadValues(isSet, out var values) ?? CheckValues(key, operation.Value, values) ?? AddTo(requirements, new(key, operation.Value, values));
    }

    private static string? AddTo(List<SelectorRequirement> requirements, SelectorRequirement requirement)
    {
        requirements.Add(requirement);
        return null;
    }

    private static string? CheckValues(string key, SelectorOperator operation, List<string> values)
    {
        if (operation is SelectorOperator.GreaterThan or SelectorOperator.LessThan)
        {
            return long.TryParse(values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                ? null
                : $"values[0]: Invalid value: {FieldError.Quote(values[0])}: for 'Gt', 'Lt' operators, the value must be an integer";
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (LabelRules.FindValueFaults(values[i]).FirstOrDefault() is { } fault)
            {
                return $"values[{i}][{key}]: Invalid value: {FieldError.Quote(values[i])}: {fault}";
            }
        }

        return null;
    }

    private (SelectorOperator? Operator, bool IsSet) ReadOperator() => this switch
    {
        _ when Take("==") || Take("=") => (SelectorOperator.Equal, false),
        _ when Take("!=") => (SelectorOperator.NotEqual, false),
        _ when Take(">") => (SelectorOperator.GreaterThan, false),
        _ when Take("<") => (SelectorOperator.LessThan, false),
        _ when TakeWord("notin") => (SelectorOperator.NotIn, true),
        _ when TakeWord("in") => (SelectorOperator.In, true),
        _ => (null, false),
    };

    private string? ReadValues(bool isSet, out List<string> values)
    {
        values = [];
        SkipSpace();
        if (!isSet)
        {
            values.Add(ReadWord());
            return null;
        }

        if (!Take("("))
        {
            return $"found '{_text[_at..]}', expected: '('";
        }

        SkipSpace();
        if (_at == _text.Length)
        {
            return "found '', expected: ',', ')' or identifier";
        }

        while (true)
        {
            SkipSpace();
            values.Add(ReadWord());
            SkipSpace();
            if (Take(")"))
            {
                return null;
            }

            if (!Take(","))
            {
                return $"found '{_text[_at..]}', expected: ',' or ')'";
            }
        }
    }

    private string ReadWord()
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && !"=!,()><".Contains(_text[_at], StringComparison.Ordinal))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private bool Take(string token)
    {
        var found = string.CompareOrdinal(_text, _at, token, 0, token.Length) == 0;
        _at += found ? token.Length : 0;
        return found;
    }

    private bool TakeWord(string word)
    {
        var start = _at;
        if (ReadWord() == word)
        {
            return true;
        }

        _at = start;
        return false;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }
}
