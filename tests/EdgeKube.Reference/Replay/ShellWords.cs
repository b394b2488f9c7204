using System.Text;

namespace EdgeKube.Reference.Replay;

/// <summary>Takes a recorded command line apart: blanks part words, quotes hold them together.</summary>
internal static class ShellWords
{
    public static IReadOnlyList<string> Split(string line)
    {
        var words = new List<string>();
        var (word, isWord, quote) = (new StringBuilder(), false, '\0');
        foreach (var c in line)
        {
            switch (c)
            {
                case '\'' or '"' when quote == '\0':
                    (quote, isWord) = (c, true);
                    break;
                case var _ when c == quote:
                    quote = '\0';
                    break;
                case ' ' when quote == '\0':
                    if (isWord)
                    {
                        words.Add(word.ToString());
                    }

                    word.Clear();
                    isWord = false;
                    break;
                default:
                    word.Append(c);
                    isWord = true;
                    break;
            }
        }

        return isWord ? [.. words, word.ToString()] : words;
    }
}
