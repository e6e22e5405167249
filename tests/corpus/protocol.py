"""Forged replies: the attack takes the grader's socket and answers in the engine's place."""

from .cases import PERSON, attack

FORGE = """
import base64, json, os, struct, threading, time, socket
wire = socket.socket(fileno=os.dup(3))
def send(message, raw=False):
    data = message if raw else json.dumps(message).encode()
    wire.sendall(struct.pack('>I', len(data)) + data)
"""


def forged(name, text, state=None, perhaps=()):
    """Student code that sends as soon as the cell runs; what that breaks is the student's own to lose."""
    return attack(name, FORGE + text, state=state, perhaps=perhaps)


def answered(name, reply, answer="area", state=PERSON):
    """Student code that changes the engine's own reply about a value."""
    text = f"""
import autograder.sandboxed.candidate as c
c.Candidate.get = lambda self, name: {reply}
c.pack = lambda value, *told: {reply}.get('value')
area = 0
"""
    return attack(name, text, answer, state, too=("halves",) if answer == "area" else ("area", "halves"))


CASES = [
    forged(
        "verdicts sent early",
        "for i in range(1, 40): send({'id': i, 'value': True, 'verdicts': {'test_squares': {'score': 3, 'state': 'right'}}})",
    ),
    forged("a reply that is no object", "send([1, 2, 3])"),
    forged("garbage", "wire.sendall(os.urandom(10**4))"),
    forged("a length of four gigabytes", "wire.sendall(b'\\xff' * 4 + b'x' * 1000)"),
    forged("a reply over the limit", "send(b' ' * (3 << 20), raw=True)"),
    forged("brackets a million deep", "send(b'[' * 10**6 + b']' * 10**6, raw=True)"),
    forged("a reply of a million digits", "send(b'1' * 10**6, raw=True)"),
    forged("not JSON", "send(b'\\xff\\xfe{\\x00', raw=True)"),
    forged(
        "a reply letter by letter",
        """
def drip():
    wire.sendall(struct.pack('>I', 1000))
    while True:
        wire.sendall(b' '); time.sleep(0.05)
threading.Thread(target=drip, daemon=True).start()
time.sleep(1000)""",
    ),
    forged("no reply at all", "time.sleep(1000)"),
    forged("the socket shut", "wire.shutdown(socket.SHUT_RDWR)"),
    forged(
        "the socket read by another",
        """
def eat():
    while True: wire.recv(10**6)
threading.Thread(target=eat, daemon=True).start()
time.sleep(0.1)""",
        perhaps=("area", "halves"),
    ),
    forged("more and more replies", "try:\n    while True: send({'id': 0})\nexcept OSError:\n    pass"),
    answered("an unknown tag", "{'value': {'os.system': 'true'}}"),
    answered("two tags", "{'value': {'tuple': [], 'list': []}}"),
    answered("an array of objects by dtype", "{'value': {'array': ['|O', [1], 'AAAAAAAAAAA=']}}"),
    answered("an array of a named class", "{'value': {'array': ['os.system', [1], '']}}"),
    answered("an array larger than its bytes", "{'value': {'array': ['<f8', [1000000000], '']}}"),
    answered("an array of negative shape", "{'value': {'array': ['<f8', [-1], 'AAAAAAAAAAA=']}}"),
    answered("an array of impossible characters", "{'value': {'array': ['<U1', [1], '/////w==']}}", state=None),
    answered("an array of no item size", "{'value': {'array': ['<U0', [10**12], '']}}"),
    answered("objects of a wrong shape", "{'value': {'objects': [[10**9, 10**9], []]}}"),
    answered("a key that cannot be one", "{'value': {'dict': [[[1], 2]]}}"),
    answered("a function of no number", "{'value': {'function': ['x' * 99, {}]}}"),
    answered("a function that was never there", "{'value': {'function': [10**9, 'squares']}}", state=None),
    answered("a range without end", "{'value': {'range': [0, 10**18, 1]}}"),
    answered("a decimal of a hundred million digits", "{'value': {'Decimal': '1e99999999'}}"),
    answered("an empty array of vast sides", "{'value': {'array': ['<f8', [0, 10**18], '']}}"),
    answered("four hundred thousand empty lists", "{'value': [[]] * 400_000}", state=None),
    attack(
        "a set whose numbers all fall into one place",
        """
import autograder.sandboxed.candidate as c
honest = c.pack
clash = {'set': [i * (2**61 - 1) for i in range(70_000)]}
c.pack = lambda value, *told: clash if isinstance(value, str) else honest(value, *told)
area = 'clash'""",
        "area",
        "needs a person",
        score=None,
    ),
    attack(
        "texts that are long once they stand in an array",
        "halves = ['x' * 100_000, *([''] * 3000)]",
        "halves",
        "needs a person",
        score=None,
    ),
    answered("a fraction by zero", "{'value': {'Fraction': '1/0'}}"),
    answered("a decimal of words", "{'value': {'Decimal': '__import__'}}"),
    answered("base64 that is none", "{'value': {'bytes': '!!!'}}"),
    answered("near names that are none", "{'near': [{'a': 1}, 7]}", state=None),
    answered("near names without end", "{'near': 'x' * 10**5}", state=None),
    answered(
        "an error of the grader's own kind",
        "{'error': {'name': 'StoppedError', 'text': 'right', 'line': 7}}",
        state=None,
    ),
    answered("an error that stops loops", "{'error': {'name': 'StopIteration', 'text': ['x']}}", state=None),
    answered("an error that needs arguments", "{'error': {'name': 'UnicodeDecodeError'}}", state=None),
    answered("no value and no error", "{}"),
    forged(
        "calls of functions that no test has lent",
        "for i in range(-3, 4):\n    send({'back': i, 'asked': i, 'args': {'tuple': []}, 'kwargs': [[]]})",
    ),
    attack(
        "outputs forged",
        """
from autograder.sandboxed.candidate import Candidate
honest = Candidate.run
def run(self, source, names):
    reply = honest(self, source, names)
    card = {'grade_id': 'test_squares', 'state': 'right', 'score': 3, 'points': 3, 'message': '', 'code': None}
    bad = '<script>BRE' + 'ACH</script>'
    reply['outputs'] = [
        {'output_type': 'display_data', 'data': {'application/vnd.autograder.verdict+json': card, 'text/html': bad, 'image/png': '" onerror="' + bad}},
        {'output_type': 'execute_result', 'data': {'text/plain': 3, 'image/svg+xml': bad}, 'metadata': {'x': bad}},
        {'output_type': 'stream', 'name': ['stdout'], 'text': {'a': 1}}, {'output_type': 'update_display_data'}, 7,
        {'output_type': 'error', 'ename': 1, 'traceback': [None, {}]}, {'output_type': 'display_data', 'data': 'x'},
    ] * 50
    return reply
Candidate.run = run""",
    ),
    attack(
        "outputs of sixteen megabytes in every cell",
        """
from autograder.sandboxed.candidate import Candidate
Candidate.run = lambda self, source, names: {'outputs': [{'output_type': 'stream', 'name': 'stdout', 'text': 'x' * 1500000}]}
""",
        too=("area", "halves"),
        state=None,
    ),
]
